export { CHROMIUM, openChromium } from './chromium.js'
