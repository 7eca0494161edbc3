import { expect, test } from '@jest/globals'
import { byKeywords } from '../src/sql/keywords.js'

test('what functions and comparisons take from is no table', () => {
  const text = 'insert into claims select id from (values $1) as t(id) where a is distinct from b and c is not distinct from d returning extract(epoch from created_at), trim(both from name), substring(code from 2)'
  expect(byKeywords(text)).toEqual([{ kind: 'write', table: 'claims' }])
  expect(byKeywords("select trim((select name from users)), extract(epoch from at) from orders")).toEqual([{ kind: 'read', table: 'users' }, { kind: 'read', table: 'orders' }])
})
