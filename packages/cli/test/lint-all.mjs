// Lints src/orders.js in each of the folders with the configuration that lies there, in one process, and prints which rules spoke.
import { ESLint } from 'eslint'

const spoke = {}
for (const folder of process.argv.slice(2)) {
  try {
    // typescript-eslint takes the folder of whoever asks it for the root, and several have asked.
    const overrideConfig = { languageOptions: { parserOptions: { tsconfigRootDir: folder } } }
    const [result] = await new ESLint({ cwd: folder, overrideConfig }).lintFiles(['src/orders.js'])
    spoke[folder] = result.messages.map(({ ruleId, message }) => ruleId ?? message)
  } catch (error) {
    spoke[folder] = [error.message]
  }
}
console.log(JSON.stringify(spoke))
