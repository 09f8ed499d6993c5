/** A person of the sample organisation; the login on the forge is the user name in the portal. */
export interface SamplePerson {
  login: string;
  name: string;
  email: string;
  teams: string[];
}

export const organisation = 'acme';
/** Whose token the portal uses. */
export const botLogin = 'spokeport-bot';
export const platformTeam = 'platform-team';

const person = (
  login: string,
  name: string,
  ...teams: string[]
): SamplePerson => ({ login, name, email: `${login}@example.org`, teams });

/** The people of `examples/org.yaml`. */
export const people: SamplePerson[] = [
  person('ana.souza', 'Ana Souza', 'payments'),
  person('bruno.lima', 'Bruno Lima', platformTeam),
  person('carla.dias', 'Carla Dias', 'auditors'),
  person('davi.rocha', 'Davi Rocha', 'orders'),
  person('lia.moreira', 'Lia Moreira', 'payments', 'orders'),
];

/** Teams of the organisation, and what each may do on the platform repository. */
export const teams: Record<string, 'pull' | 'triage' | 'maintain'> = {
  [platformTeam]: 'maintain',
  payments: 'triage',
  orders: 'triage',
  auditors: 'pull',
};

/** The sample tenants with their cloud accounts. */
export const tenants = [
  { tenant: 'payments', accountId: '204815273641' },
  { tenant: 'orders', accountId: '387164920518' },
];

/** What the sandbox's hub is called. */
export const hub = {
  hubName: 'hub-eu',
  hubTitle: 'Hub Europe',
  region: 'eu-west-1',
  accountId: '516230987442',
};
