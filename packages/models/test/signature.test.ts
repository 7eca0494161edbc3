import { describe, expect, test } from '@jest/globals'
import { parsePlace, parseSignature } from '../src/index.js'

describe('parseSignature', () => {
  test('reads a root alone', () => {
    expect(parseSignature('module')).toEqual({ text: 'module', root: 'module', steps: [] })
  })

  test('reads members: one name, several, any one, one or more', () => {
    expect(parseSignature('a.b.{c, d}.*.**').steps).toEqual([
      { is: 'member', names: ['b'] },
      { is: 'member', names: ['c', 'd'] },
      { is: 'member', names: 'any' },
      { is: 'member', names: 'many' },
    ])
  })

  test('reads calls with names, shapes, texts and a rest', () => {
    expect(parseSignature("module.on('timeout', run:function, ...others).x()").steps).toEqual([
      { is: 'member', names: ['on'] },
      {
        is: 'call',
        rest: true,
        parameters: [{ name: "'timeout'", literal: 'timeout' }, { name: 'run', shape: 'function' }, { name: 'others' }],
      },
      { is: 'member', names: ['x'] },
      { is: 'call', rest: false, parameters: [] },
    ])
  })

  test('reads a parameter that may not be absent', () => {
    expect(parseSignature('client.get(id!, callback!:function)').steps.at(-1)).toEqual({
      is: 'call',
      rest: false,
      parameters: [{ name: 'id', required: true }, { name: 'callback', shape: 'function', required: true }],
    })
  })

  test('reads a parameter that must be a client of the model', () => {
    expect(parseSignature('client.send(command:SendMessage)').steps.at(-1)).toEqual({
      is: 'call',
      rest: false,
      parameters: [{ name: 'command', client: 'SendMessage' }],
    })
  })

  test.each([
    ['', 1, 'a root'],
    ['axios.', 7, 'a member name'],
    ['axios.{get,}(a)', 12, 'a member name'],
    ['axios.get(a', 12, '"," or ")"'],
    ['axios.get(a:)', 13, 'one of object'],
    ['axios.get(...a, b)', 15, 'after the rest parameter'],
    ['axios.get(a, a)', 14, 'not used before'],
    ["axios.on('x)", 13, 'a closing quote'],
    ['axios get', 7, '".", "(" or the end'],
    ['module.default.get(a)', 7, 'no ".default"'],
  ])('points at the column of what it cannot read: %j', (text, column, expected) => {
    let error: unknown
    try {
      parseSignature(text)
    } catch (caught) {
      error = caught
    }
    expect(error).toMatchObject({ name: 'SignatureError', column, message: expect.stringContaining(expected) })
    expect(String((error as Error).message).split('\n').at(-1)).toBe(`  ${' '.repeat(column - 1)}^`)
  })
})

describe('parsePlace', () => {
  test('reads a parameter and a path inside it', () => {
    expect(parsePlace('config.timeout')).toEqual({ parameter: 'config', path: ['timeout'] })
    expect(parsePlace('ms')).toEqual({ parameter: 'ms', path: [] })
    expect(parsePlace('config.headers.Idempotency-Key')).toEqual({ parameter: 'config', path: ['headers', 'Idempotency-Key'] })
  })

  test('steps into what a function returns', () => {
    expect(parsePlace('options.useFactory().timeout')).toEqual({ parameter: 'options', path: ['useFactory', '()', 'timeout'] })
  })

  test('refuses arguments', () => {
    expect(() => parsePlace('config.get(a)')).toThrow('Expected ".", "()" or the end at column 11')
  })
})
