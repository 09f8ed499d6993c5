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

/** The repository of the workflows that all services share. */
export const sharedWorkflows = 'shared-workflows';

/**
 * Teams of the organisation, and what each may do on the platform repository. Tenants write, because only who may write counts as
 * a code owner; what they may merge is the ruleset's affair. `shipping` is no tenant yet.
 */
export const teams: Record<string, 'pull' | 'push' | 'maintain'> = {
  [platformTeam]: 'maintain',
  payments: 'push',
  orders: 'push',
  shipping: 'pull',
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
