/** The people of the sample organisation; the backend knows the same names. */
export const SAMPLE_PEOPLE = [
  {
    user: 'ana.souza',
    name: 'Ana Souza',
    role: 'signIn.ana',
    may: 'signIn.anaMay',
  },
  {
    user: 'bruno.lima',
    name: 'Bruno Lima',
    role: 'signIn.bruno',
    may: 'signIn.brunoMay',
  },
  {
    user: 'carla.dias',
    name: 'Carla Dias',
    role: 'signIn.carla',
    may: 'signIn.carlaMay',
  },
] as const;

/** Header of the sign-in request that says who one wants to be. */
export const SANDBOX_USER_HEADER = 'x-spokeport-sandbox-user';

const STORAGE_KEY = 'spokeport.sandbox.person';

/** The person that was chosen last in this browser, if it is one of the sample people. */
export function rememberedPerson(): string | undefined {
  const user = localStorage.getItem(STORAGE_KEY);
  return SAMPLE_PEOPLE.find(person => person.user === user)?.user;
}

export function rememberPerson(user: string) {
  localStorage.setItem(STORAGE_KEY, user);
}

export function forgetPerson() {
  localStorage.removeItem(STORAGE_KEY);
}
