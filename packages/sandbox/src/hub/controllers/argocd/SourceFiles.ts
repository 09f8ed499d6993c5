/** The files of one repository at one commit. */
export interface SourceFiles {
  /** Paths from the repository's root, of all files below a folder. */
  list(path: string): Promise<string[]>;
  read(path: string): Promise<string | undefined>;
}
