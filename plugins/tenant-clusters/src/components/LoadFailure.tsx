import Button from '@mui/material/Button';
import { useText } from '../hooks/useText';
import { Notice } from './Notice';

/** A read that failed: nothing to show, or something older that is still shown. */
export function LoadFailure(props: {
  error: Error;
  older?: boolean;
  onRetry: () => void;
}) {
  const t = useText();
  const reason = props.error.message;
  return (
    <Notice
      tone={props.older ? 'warn' : 'bad'}
      sign={props.older ? 'exclamation' : 'cross'}
    >
      {props.older ? (
        <span>{t('common.failedOlder', { reason })}</span>
      ) : (
        <>
          <strong>{t('common.failedTitle')}</strong>
          <span>{reason}</span>
        </>
      )}
      <Button size="small" color="inherit" onClick={props.onRetry}>
        {t('common.retry')}
      </Button>
    </Notice>
  );
}
