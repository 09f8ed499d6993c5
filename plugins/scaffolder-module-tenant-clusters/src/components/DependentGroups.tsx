import Box from '@mui/material/Box';
import Typography from '@mui/material/Typography';
import type { ClusterDependents } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useSay } from '../hooks/useSay';
import { saySentence, type Say } from '../translation/say';

interface Group {
  title: string;
  lines: string[];
}

/** More of one sort than the eye takes in; how many more there are is said. */
const MAX_LINES = 12;

const inNamespace = (namespace: string | undefined, name: string) =>
  namespace ? `${namespace}/${name}` : name;

/** Everything that depends on a cluster, in groups of lines; empty groups are left out. */
export function dependentGroups(known: ClusterDependents, t: Say): Group[] {
  const { applications, holdings, usages, claims, kept, resources } = known;
  const held = (holds: 'load-balancer' | 'volume') =>
    holdings
      .filter(holding => holding.holds === holds)
      .map(({ kind, namespace, name, application }) =>
        t('removal.holding', {
          what: `${kind} ${inNamespace(namespace, name)}`,
          application: application.split('/').pop() ?? application,
        }),
      );
  return [
    {
      title: t('removal.usages'),
      lines: usages.map(({ name, namespace, of, by, reason }) =>
        [
          t('removal.usage', { usage: inNamespace(namespace, name), of }),
          by && t('removal.usedBy', { by }),
          reason && `“${reason}”`,
        ]
          .filter(Boolean)
          .join(' '),
      ),
    },
    {
      title: t('removal.claims'),
      lines: claims.map(({ ref, field }) =>
        t('removal.claim', {
          claim: `${ref.kind.split('.')[0]} ${inNamespace(
            ref.namespace,
            ref.name,
          )}`,
          field,
        }),
      ),
    },
    { title: t('removal.loadBalancers'), lines: held('load-balancer') },
    { title: t('removal.volumes'), lines: held('volume') },
    {
      title: t('removal.applications'),
      lines: applications.map(({ name }) => name),
    },
    {
      title: t('removal.kept'),
      lines: kept.map(({ kind, name, externalName }) =>
        [kind, externalName ?? name].join(' '),
      ),
    },
    {
      title: t('removal.resources'),
      lines:
        resources > 0
          ? [t('removal.resourceCount', { count: String(resources) })]
          : [],
    },
    {
      title: t('removal.unknown'),
      lines: known.unknown.map(sentence => saySentence(t, sentence)),
    },
  ].filter(({ lines }) => lines.length > 0);
}

/** What depends on a cluster, and what is not known. */
export function DependentGroups({ known }: { known: ClusterDependents }) {
  const t = useSay();
  return (
    <>
      {dependentGroups(known, t).map(({ title, lines }) => (
        <Box key={title} component="section" sx={{ mt: 1.5 }}>
          <Typography
            variant="subtitle2"
            component="h4"
            sx={{ fontWeight: 600 }}
          >
            {title}
          </Typography>
          <Box component="ul" sx={{ m: 0, pl: 2.5, listStyle: 'disc' }}>
            {lines.slice(0, MAX_LINES).map(line => (
              <Typography
                key={line}
                component="li"
                variant="body2"
                sx={{ overflowWrap: 'anywhere' }}
              >
                {line}
              </Typography>
            ))}
            {lines.length > MAX_LINES && (
              <Typography component="li" variant="body2">
                {t('removal.more', { count: String(lines.length - MAX_LINES) })}
              </Typography>
            )}
          </Box>
        </Box>
      ))}
    </>
  );
}
