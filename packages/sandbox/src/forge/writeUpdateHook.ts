import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * Git runs this for each reference of a push. Which branches are protected comes in the environment of that push, so
 * the hook itself never changes.
 */
const UPDATE_HOOK = `#!/bin/sh
ref=$1 old=$2 new=$3
zero=0000000000000000000000000000000000000000
listed() { printf '%s\\n' "$1" | grep -Fxq -- "$ref"; }
[ "$old" = "$zero" ] && exit 0
if listed "$FORGE_PULL_ONLY_REFS"; then
  echo "error: GH006: Protected branch update failed for $ref." >&2
  echo "error: Changes must be made through a pull request." >&2
  exit 1
fi
if listed "$FORGE_NO_FORCE_REFS"; then
  if [ "$new" = "$zero" ] || ! git merge-base --is-ancestor "$old" "$new"; then
    echo "error: GH006: Protected branch update failed for $ref." >&2
    echo "error: Cannot force-push to or delete this protected branch." >&2
    exit 1
  fi
fi
exit 0
`;

/** Puts the hook that guards protected branches where every repository of the forge looks for it. */
export async function writeUpdateHook(directory: string): Promise<void> {
  await mkdir(directory, { recursive: true });
  await writeFile(join(directory, 'update'), UPDATE_HOOK, { mode: 0o755 });
}
