import { agreeOnHalf } from './parity.js'

agreeOnHalf(0)
