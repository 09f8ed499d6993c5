import { explainStartFailure } from './explainStartFailure';
import { ArgumentError, parseArguments } from './parseArguments';

describe('the arguments of the sandbox', () => {
  it('have defaults for everything but the folder', () => {
    expect(parseArguments(['--state', '/somewhere'])).toEqual({
      stateDir: '/somewhere',
      fresh: false,
      speed: 1,
      forgePort: 7008,
      hubPort: 7009,
      portalUrl: 'http://localhost:7007',
      readyFile: undefined,
      fleet: undefined,
    });
  });

  it.each([
    { name: 'small', size: 'S' },
    { name: 'medium', size: 'M' },
    { name: 'large', size: 'L' },
  ])('call the size of a fleet $name as people do', ({ name, size }) => {
    expect(parseArguments(['--state', 'x', '--fleet', name]).fleet).toBe(size);
  });

  it.each([
    {
      argv: [],
      reason: 'the folder is missing',
      says: '--state <folder> is missing',
    },
    { argv: ['--state'], reason: 'a value is missing', says: '--state' },
    {
      argv: ['--state', 'x', '--speed', 'fast'],
      reason: 'not a number',
      says: 'not "fast"',
    },
    {
      argv: ['--state', 'x', '--speed', '0'],
      reason: 'time would stand still',
      says: 'from 0.01',
    },
    {
      argv: ['--state', 'x', '--hub-port', '70000'],
      reason: 'no such port',
      says: '--hub-port',
    },
    {
      argv: ['--state', 'x', '--hub-port', '1.5'],
      reason: 'no such port',
      says: 'must be a port',
    },
    {
      argv: ['--state', 'x', '--portal-url', 'portal'],
      reason: 'not an address',
      says: '--portal-url',
    },
    {
      argv: ['--state', 'x', '--fleet', 'huge'],
      reason: 'no such fleet',
      says: '--fleet must be one of small, medium, large',
    },
    {
      argv: ['--state', 'x', '--colour', 'red'],
      reason: 'unknown',
      says: '--colour',
    },
  ])('$argv are refused: $reason', ({ argv, says }) => {
    expect(() => parseArguments(argv)).toThrow(ArgumentError);
    expect(() => parseArguments(argv)).toThrow(says);
  });
});

describe('a start that fails', () => {
  const errno = (code: string, more: object = {}) =>
    Object.assign(new Error(`${code}: some text`), { code, ...more });

  it.each([
    { error: errno('EADDRINUSE', { port: 7008 }), says: 'Port 7008 is in use' },
    { error: errno('EROFS', { path: '/x' }), says: 'may not write to /x' },
    { error: errno('EACCES'), says: 'may not write to its folder' },
    { error: errno('ENOSPC'), says: 'The disk is full' },
    { error: errno('ENOTDIR', { path: '/x/y' }), says: '/x/y is not a folder' },
    {
      error: new ArgumentError('--speed is odd'),
      says: '--speed is odd.\nUsage: sandbox',
    },
    {
      error: new Error('git is missing'),
      says: 'could not start: git is missing',
    },
  ])('says why in a sentence: $says', ({ error, says }) => {
    expect(explainStartFailure(error)).toContain(says);
  });
});
