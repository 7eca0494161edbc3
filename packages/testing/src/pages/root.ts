import { fileURLToPath } from 'node:url'

/** The root of this repository, from the sources and from what was built alike. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url))
