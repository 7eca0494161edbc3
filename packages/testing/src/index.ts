export { CHROMIUM, openChromium } from './chromium.js'
export { Editor, ESLINT_SERVER, settingsFor } from './editor.js'
export { fromNpm, fromSystem, type Part } from './parts.js'
