import { toCsv } from './toCsv';

describe('toCsv', () => {
  it.each([
    { value: 'plain', cell: 'plain', reason: 'as it is' },
    { value: undefined, cell: '', reason: 'nothing' },
    { value: 'a,b', cell: '"a,b"', reason: 'a comma' },
    { value: 'a "b"\nc', cell: '"a ""b""\nc"', reason: 'quotes and lines' },
    { value: '=cmd()', cell: "'=cmd()", reason: 'a formula is defused' },
    { value: '@SUM(A1)', cell: "'@SUM(A1)", reason: 'another formula' },
  ])('$reason', ({ value, cell }) => {
    expect(toCsv([[value, 'x']])).toBe(`${cell},x\r\n`);
  });
});
