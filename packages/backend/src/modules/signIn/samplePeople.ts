/** The people of the sample organisation that the sandbox lets anyone be. Their names are those of User entities. */
export const SAMPLE_PEOPLE = ['ana.souza', 'bruno.lima', 'carla.dias'] as const;

export type SamplePerson = (typeof SAMPLE_PEOPLE)[number];

/** Header of the sign-in request that says who one wants to be. */
export const SANDBOX_USER_HEADER = 'x-spokeport-sandbox-user';

/** The sample person of this name; undefined for anyone else. */
export function samplePerson(name: unknown): SamplePerson | undefined {
  return SAMPLE_PEOPLE.find(person => person === name);
}
