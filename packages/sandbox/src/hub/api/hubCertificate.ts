import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { generate } from 'selfsigned';

/** PEM texts of a server certificate that is its own authority. */
export interface HubCertificate {
  key: string;
  cert: string;
}

const days = 3650;

/**
 * The hub's certificate for `localhost` and `127.0.0.1`, from its directory or new; kept there, so that a kubeconfig
 * handed out earlier stays valid.
 */
export async function hubCertificate(dir: string): Promise<HubCertificate> {
  const path = join(dir, 'hub-tls.json');
  try {
    return JSON.parse(await readFile(path, 'utf8'));
  } catch {
    const made = generate(
      [{ name: 'commonName', value: 'spokeport-sandbox' }],
      {
        days,
        keySize: 2048,
        algorithm: 'sha256',
        extensions: [
          { name: 'basicConstraints', cA: true },
          {
            name: 'keyUsage',
            keyCertSign: true,
            digitalSignature: true,
            keyEncipherment: true,
          },
          { name: 'extKeyUsage', serverAuth: true },
          {
            name: 'subjectAltName',
            altNames: [
              { type: 2, value: 'localhost' },
              { type: 7, ip: '127.0.0.1' },
            ],
          },
        ],
      },
    );
    const certificate = { key: made.private, cert: made.cert };
    await writeFile(path, JSON.stringify(certificate), { mode: 0o600 });
    return certificate;
  }
}
