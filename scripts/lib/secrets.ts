import { randomBytes } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';

/** Secrets of this portal alone, made once and kept in a file that only its owner reads. */
export interface PortalSecrets {
  backendSecret: string;
  webhookSecret: string;
}

export function portalSecrets(file: string): PortalSecrets {
  if (existsSync(file)) {
    return JSON.parse(readFileSync(file, 'utf8'));
  }
  const secrets = {
    backendSecret: randomBytes(24).toString('base64'),
    webhookSecret: randomBytes(24).toString('hex'),
  };
  writeFileSync(file, JSON.stringify(secrets), { mode: 0o600 });
  return secrets;
}
