/**
 * Rows as RFC 4180 text. A cell that a spreadsheet would run as a formula gets a leading apostrophe: names and messages come from hubs.
 * See https://owasp.org/www-community/attacks/CSV_Injection.
 */
export function toCsv(rows: (string | undefined)[][]): string {
  const cell = (value: string | undefined) => {
    const text = /^[=+\-@\t\r]/.test(value ?? '') ? `'${value}` : value ?? '';
    return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
  };
  return rows.map(row => `${row.map(cell).join(',')}\r\n`).join('');
}
