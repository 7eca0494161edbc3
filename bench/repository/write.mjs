import { mkdirSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { chance } from './chance.mjs'
import { moduleFiles } from './module-files.mjs'
import { rootFiles, serviceFiles } from './service-files.mjs'
import { SERVICES, moduleName, pascal } from './words.mjs'

/** Writes a backend of about so many lines into a folder and returns it: twelve services, each a stack of like modules. */
export function writeRepository(folder, lines) {
  const random = chance(1)
  const put = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true })
    writeFileSync(join(folder, path), text)
    return text.split('\n').length - 1
  }
  for (const [path, text] of Object.entries(rootFiles())) put(path, text)
  for (const [index, service] of SERVICES.entries()) {
    const modules = []
    for (let written = 0; written < lines / SERVICES.length;) {
      const name = moduleName(modules.length)
      modules.push(name)
      for (const [file, text] of Object.entries(moduleFiles(name, service, random)))
        written += put(`services/${service}/src/modules/${name}/${file}`, text)
    }
    for (const [path, text] of Object.entries(serviceFiles(service, modules, random))) put(`services/${service}/${path}`, text)
    put(`services/${service}/src/jobs/reconcile.ts`, reconcile(modules[index % modules.length], SERVICES[(index + 1) % SERVICES.length]))
  }
  return folder
}

/** One job a service that reads a neighbour's table: what a boundary is for. */
const reconcile = (name, neighbour) => `import { ${pascal(name)}Entity } from '../../../${neighbour}/src/modules/${name}/${name}.entity'
import { database } from '../database'

export async function reconcile(): Promise<number> {
  return database.getRepository(${pascal(name)}Entity).count()
}
`
