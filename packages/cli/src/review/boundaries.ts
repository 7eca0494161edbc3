import { mermaid } from '../map/mermaid.js'
import { pictureOf } from '../map/picture.js'
import { rowsOf } from '../map/matrix.js'
import { listed, many } from '../map/words.js'
import { fact, question, type Ground, type Part, type Statement } from './part.js'

/** Boundaries and ownership map. */
export function boundaries({ map, services, config, examination }: Ground): Part {
  const { head, rows } = rowsOf(map)
  const broken = map.links.filter(({ standing }) => standing === 'broken')
  const ownerless = services.filter(({ owners }) => owners.length === 0)
  // What no service reads or writes is nobody's trouble yet.
  const nobodys = map.tables.filter(({ owner, uses }) => owner === undefined && uses.length > 0)
  const statements: Statement[] = [
    ...[...new Set(broken.map(({ from, rules }) => JSON.stringify([from, rules])))].map(key => {
      const alike = broken.filter(({ from, rules }) => JSON.stringify([from, rules]) === key)
      return fact(`${alike[0]!.from} reaches into ${listed(alike.map(({ to }) => to))} in a way that is reported (${alike[0]!.rules.join(', ')}).`, alike.flatMap(({ imports, calls }) => [...imports, ...calls].slice(0, alike.length > 1 ? 1 : 5)))
    }),
    ...(ownerless.length === 0 ? [] : [question(`Who owns ${listed(ownerless.map(({ name }) => name))}? Nobody is named for ${ownerless.length === 1 ? 'it' : 'them'}.`)]),
    ...(nobodys.length === 0 ? [] : [question(`${nobodys.length === 1 ? 'Whose is the table' : 'Whose are the tables'} ${listed(nobodys.map(({ name }) => name))}? Nothing tells.`, nobodys.flatMap(({ definition }) => definition ?? []))]),
    ...map.unread.map(({ service, what, at }) => question(what === 'address' ? `Where do ${many(at.length, 'request')} of ${service} go? The address is not written down.` : `Which tables does ${service} reach in ${many(at.length, 'place')}? The name is made at run time.`, at)),
    ...examination.assumptions.map(({ what, evidence }): Statement => ({ is: 'assumption', text: what, at: evidence.slice(0, 3).map(file => ({ file, line: 1 })) })),
    ...(config.constraints.contexts ?? []).filter(context => !services.some(({ name }) => name === context)).map(context => question(`Where is the bounded context ${context}? No service bears its name.`)),
  ]
  return {
    heading: 'Boundaries and ownership map', statements, diagram: mermaid(pictureOf(map)),
    grids: [
      { title: 'Services', head: ['service', 'folder', 'owners', 'taken for one because'], rows: services.map(({ name, directory, owners, evidence }) => [name, directory || '.', owners.join(', '), evidence[0]?.reason ?? '']) },
      ...(rows.length === 0 ? [] : [{ title: 'Tables: R reads, W writes, at how many places; ! over the head of the owner', head, rows }]),
    ],
  }
}
