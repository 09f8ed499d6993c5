import { cidrsOverlap, formatCidr, nextFreeCidr, parseCidr } from './cidr';

describe('parseCidr', () => {
  it.each([
    { text: '10.42.0.0/16', ok: true, reason: 'a plain block' },
    { text: ' 10.42.0.0/16 ', ok: true, reason: 'spaces around do no harm' },
    { text: '10.42.1.0/16', ok: false, reason: 'bits after the prefix' },
    { text: '10.42.0.0', ok: false, reason: 'no prefix' },
    { text: '10.42/16', ok: false, reason: 'short forms are ambiguous' },
    { text: '10.256.0.0/16', ok: false, reason: 'no octet is over 255' },
    { text: '10.0.0.0/33', ok: false, reason: 'no prefix is over 32' },
    { text: 'fd00::/48', ok: false, reason: 'IPv4 only' },
    { text: '', ok: false, reason: 'empty' },
  ])('$text: $reason', ({ text, ok }) => {
    const block = parseCidr(text);
    expect(block && formatCidr(block)).toBe(ok ? text.trim() : undefined);
  });
});

describe('cidrsOverlap', () => {
  it.each([
    {
      left: '10.42.0.0/16',
      right: '10.42.0.0/16',
      overlap: true,
      reason: 'the same',
    },
    {
      left: '10.42.0.0/16',
      right: '10.42.128.0/17',
      overlap: true,
      reason: 'one holds the other',
    },
    {
      left: '10.42.0.0/16',
      right: '10.43.0.0/16',
      overlap: false,
      reason: 'neighbours',
    },
    {
      left: '0.0.0.0/0',
      right: '10.43.0.0/16',
      overlap: true,
      reason: 'everything',
    },
  ])('$left and $right: $reason', ({ left, right, overlap }) => {
    expect(cidrsOverlap(parseCidr(left)!, parseCidr(right)!)).toBe(overlap);
    expect(cidrsOverlap(parseCidr(right)!, parseCidr(left)!)).toBe(overlap);
  });
});

describe('nextFreeCidr', () => {
  const free = (pool: string, prefix: number, ...taken: string[]) => {
    const block = nextFreeCidr({
      pool: parseCidr(pool)!,
      prefix,
      taken: taken.map(text => parseCidr(text)!),
    });
    return block && formatCidr(block);
  };

  it('takes the first gap, skips blocks of any size, and ends', () => {
    expect(free('10.0.0.0/8', 16)).toBe('10.0.0.0/16');
    expect(free('10.0.0.0/8', 16, '10.0.0.0/15', '10.3.0.0/16')).toBe(
      '10.2.0.0/16',
    );
    expect(free('10.0.0.0/8', 16, '10.0.7.0/24')).toBe('10.1.0.0/16');
    expect(free('10.0.0.0/16', 16, '10.0.0.0/8')).toBeUndefined();
  });
});
