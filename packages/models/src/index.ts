export type * from './model.js'
export { parsePlace, parseSignature, SignatureError } from './signature.js'
export type { ParsedParameter, ParsedPlace, ParsedSignature, Shape, Step } from './signature.js'
