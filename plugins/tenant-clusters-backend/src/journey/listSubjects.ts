import { SubjectFinder } from './SubjectFinder';
import type { ClusterSubject, JourneyInput } from './types';

/** Everything that has a view, in one go. Who follows changes asks a {@link SubjectFinder} for single addresses. */
export function listAllSubjects(input: JourneyInput): ClusterSubject[] {
  const finder = new SubjectFinder(input);
  return finder.keys().flatMap(key => finder.at(key) ?? []);
}

/** All clusters. */
export function listSubjects(input: JourneyInput): ClusterSubject[] {
  return listAllSubjects(input).filter(({ infrastructure }) => !infrastructure);
}
