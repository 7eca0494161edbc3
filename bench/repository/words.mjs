const NOUNS = [
  'order', 'invoice', 'shipment', 'parcel', 'customer', 'address', 'voucher', 'refund', 'ledger', 'account', 'contract', 'tariff',
  'warehouse', 'stock', 'supplier', 'product', 'category', 'price', 'basket', 'payment', 'payout', 'dispute', 'mandate', 'subscription',
  'plan', 'seat', 'member', 'team', 'role', 'grant', 'session', 'device', 'message', 'template', 'campaign', 'segment', 'survey', 'ticket',
]
const KINDS = ['', 'line', 'item', 'history', 'draft', 'request', 'approval', 'schedule', 'limit', 'note', 'batch', 'import']

/** The services, and who owns them. */
export const SERVICES = [
  'orders', 'billing', 'shipping', 'catalog', 'identity', 'notifications', 'payments', 'inventory', 'pricing', 'reporting', 'support', 'marketing',
]

/** Fields that an entity may have, and their types. */
export const FIELDS = [
  ['reference', 'string'], ['status', 'string'], ['amount', 'number'], ['currency', 'string'], ['quantity', 'number'], ['email', 'string'],
  ['note', 'string'], ['locale', 'string'], ['externalId', 'string'], ['score', 'number'], ['active', 'boolean'], ['archived', 'boolean'],
  ['createdAt', 'Date'], ['updatedAt', 'Date'], ['dueAt', 'Date'], ['weight', 'number'], ['sku', 'string'], ['region', 'string'],
]

/** The name of the nth module: every one another, `order`, `invoice`, … `order-line`, … */
export function moduleName(index) {
  const kind = KINDS[Math.floor(index / NOUNS.length) % KINDS.length]
  return [NOUNS[index % NOUNS.length], kind].filter(Boolean).join('-')
}

/** `order-line` as `OrderLine`. */
export function pascal(name) {
  return name.split('-').map(part => part[0].toUpperCase() + part.slice(1)).join('')
}

/** `order-line` as `orderLine`. */
export function camel(name) {
  const [first, ...rest] = name.split('-')
  return first + rest.map(part => pascal(part)).join('')
}
