export const UUID_BYTES = 16;

/** Of each byte, where its two digits stand in the text. */
const PLACES = [0, 2, 4, 6, 9, 11, 14, 16, 19, 21, 24, 26, 28, 30, 32, 34];
const DASHES = [8, 13, 18, 23];
const DASH = 45;
const LENGTH = 36;

/** Values of hexadecimal digits by their code; -1 for any other character. A digit in upper case makes another text. */
const DIGITS = Int8Array.from({ length: 128 }, (_, code) =>
  '0123456789abcdef'.indexOf(String.fromCharCode(code)),
);
const CODES = Buffer.from('0123456789abcdef', 'latin1');

const digitAt = (text: string, index: number): number => {
  const code = text.charCodeAt(index);
  return code < DIGITS.length ? DIGITS[code] : -1;
};

/**
 * Writes a UUID in its usual form as 16 bytes.
 *
 * @returns whether it is one; if not, what stands at the place may be another than before
 */
export function writeUuid(text: string, buffer: Buffer, at: number): boolean {
  if (
    text.length !== LENGTH ||
    DASHES.some(index => text.charCodeAt(index) !== DASH)
  ) {
    return false;
  }
  for (let index = 0; index < UUID_BYTES; index++) {
    const place = PLACES[index];
    const byte = (digitAt(text, place) << 4) | digitAt(text, place + 1);
    if (byte < 0) {
      return false;
    }
    buffer[at + index] = byte;
  }
  return true;
}

/** One buffer for all: a text that is put together piece by piece would be kept in pieces. */
const written = Buffer.alloc(LENGTH, '-');

/** @param data - one character a byte */
export function readUuid(data: string, at: number): string {
  for (let index = 0; index < UUID_BYTES; index++) {
    const byte = data.charCodeAt(at + index);
    const place = PLACES[index];
    written[place] = CODES[byte >> 4];
    written[place + 1] = CODES[byte & 0xf];
  }
  return written.toString('latin1');
}
