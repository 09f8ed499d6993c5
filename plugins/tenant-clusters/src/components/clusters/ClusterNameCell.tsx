import { styled } from '@mui/material/styles';
import type { ClusterSummary } from '@spokeport/backstage-plugin-tenant-clusters-common';
import { useLinks } from '../../hooks/useLinks';
import { useText } from '../../hooks/useText';
import { Chip } from '../Chip';
import { TextLink } from '../TextLink';
import { Muted } from '../text';

const Name = styled(TextLink)({ fontWeight: 600, marginRight: 6 });

const Block = styled(Muted)({ display: 'block' });

/** Name, environment, and where it is. */
export function ClusterNameCell(props: {
  cluster: ClusterSummary;
  /** Another cluster of the list has the same address and another kind. */
  ambiguous?: boolean;
}) {
  const t = useText();
  const links = useLinks();
  const { ref, environment, tenant, region } = props.cluster;
  const { kind, ...address } = ref;
  const registered = ref.kind === 'registered';
  const place = [
    registered ? t('clusters.registeredOnly') : tenant,
    ref.hub,
    region,
  ];
  return (
    <>
      <Name to={links.cluster(props.ambiguous ? ref : address)}>
        {ref.name}
      </Name>
      {environment && <Chip>{environment}</Chip>}
      <Block>
        {place.filter(Boolean).join(' · ')}
        {props.ambiguous && ` · ${kind}`}
      </Block>
    </>
  );
}
