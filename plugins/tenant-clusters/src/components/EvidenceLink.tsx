import type { Evidence } from '@spokeport/backstage-plugin-tenant-clusters-common';
import type { ClusterAddress } from '../api';
import { useLinks } from '../hooks/useLinks';
import { useText } from '../hooks/useText';
import { safeUrl } from '../model/safeUrl';
import { TextLink } from './TextLink';

/** What a statement rests on, linked to where it can be seen: elsewhere by its URL, else among the cluster's resources or applications. */
export function EvidenceLink(props: {
  evidence: Evidence;
  cluster: ClusterAddress;
}) {
  const t = useText();
  const links = useLinks();
  const { type, label, url, uid, via } = props.evidence;
  const title = via && t('cluster.via', { via });
  const inside = () => {
    if (uid && ['object', 'condition', 'event'].includes(type)) {
      return links.cluster(props.cluster, 'resources', { select: uid });
    }
    return type === 'application'
      ? links.cluster(props.cluster, 'applications')
      : undefined;
  };
  return (
    <span title={title}>
      {safeUrl(url) ? (
        <TextLink href={url}>{label}</TextLink>
      ) : (
        <TextLink to={inside()}>{label}</TextLink>
      )}
    </span>
  );
}
