import { afterAll, describe, expect, test } from '@jest/globals'
import { assumed, opened, removeRepositories } from './repository.js'

afterAll(removeRepositories)

describe('CODEOWNERS', () => {
  const owners = (text: string, path: string, place = '.github/CODEOWNERS') => opened({ [place]: text, 'a.ts': '' }).ownersOf(path)
  test.each([
    ['the last line wins', '* @all\n*.ts @ts\n/src/ @src', 'src/a.ts', ['@src']],
    ['several owners, a comment, spaces', '  /src/   @a  b@c.de  # why\n', 'src/a.ts', ['@a', 'b@c.de']],
    ['no owner takes ownership away', '* @all\n/vendor/\n', 'vendor/a.ts', []],
    ['a name anywhere', 'orders/ @o', 'apps/orders/a.ts', ['@o']],
    ['a path is anchored', 'src/orders @o', 'apps/src/orders/a.ts', []],
    ['a folder without slash', '/src/orders @o', 'src/orders/deep/a.ts', ['@o']],
    ['a star stops at the files', 'docs/* @d', 'docs/deep/a.md', []],
    ['two stars do not', '/apps/**/db @d', 'apps/x/y/db/a.ts', ['@d']],
    ['brackets are letters', '/app/[id]/ @x', 'app/[id]/page.ts', ['@x']],
    ['an escaped space', '/my\\ files/ @x', 'my files/a.ts', ['@x']],
    ['sections each have a say', '[Api][2] @api\n/src/\n[Data]\n/src/db/ @data\n', 'src/db/a.ts', ['@api', '@data']],
  ])('%s', (_, text, path, expected) => expect(owners(text, path)).toEqual(expected))

  test.each(['.github/CODEOWNERS', 'CODEOWNERS', 'docs/CODEOWNERS', '.gitlab/CODEOWNERS'])('is found in %s', (place) => expect(owners('* @x', 'a.ts', place)).toEqual(['@x']))

  test('gives services their owners, and explanations their line', () => {
    const workspace = opened({ CODEOWNERS: '* @all\n/orders/ @o\n', 'orders/package.json': { dependencies: { express: '4' }, private: true }, 'orders/a.ts': '', 'lib.ts': '' })
    expect(workspace.services[0]?.owners).toEqual(['@o'])
    expect(workspace.explain('orders/a.ts')).toMatchObject({ owners: ['@o'], service: 'orders' })
    expect(workspace.explain('orders/a.ts').because).toContain('Owned by @o: line 2 of CODEOWNERS (`/orders/`).')
    expect(assumed(workspace)).toContain('The owners are those of CODEOWNERS.')
  })
  test('where there is none, nobody owns the code, and that is said', () => {
    const workspace = opened({ 'package.json': { dependencies: { express: '4' } }, 'a.ts': '' })
    expect(workspace.ownersOf('a.ts')).toEqual([])
    expect(assumed(workspace)).toContain('Nobody is known to own the code: there is no CODEOWNERS file.')
  })
})
