export type * from './workspace.js'
