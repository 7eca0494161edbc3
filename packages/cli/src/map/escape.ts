import { harmless } from '@bulkhead/gate'

const ENTITIES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' }

/** Text for HTML, an attribute or a label: names are written by anyone, and none of them is markup. */
export const escaped = (text: string): string => harmless(text).replace(/[&<>"']/g, character => ENTITIES[character]!)
