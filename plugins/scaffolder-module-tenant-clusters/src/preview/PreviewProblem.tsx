import Alert from '@mui/material/Alert';
import AlertTitle from '@mui/material/AlertTitle';
import Button from '@mui/material/Button';
import { ResponseError } from '@backstage/errors';
import { useSay } from '../hooks/useSay';
import type { MessageKey } from '../translation/say';
import { visibleText } from './visibleText';

/** Errors that say what is wrong with the request itself: it would be refused as it is. */
const REFUSALS = ['InputError', 'ConflictError', 'NotFoundError'];

/** The error as the platform gave it, behind the answer that carried it. */
function cause(error: Error): { name: string; message: string } {
  return error instanceof ResponseError ? error.cause : error;
}

function titleOf(name: string): MessageKey {
  if (REFUSALS.includes(name)) {
    return 'preview.refused';
  }
  switch (name) {
    case 'NotAllowedError':
      return 'preview.notAllowed';
    case 'PreviewFailedError':
      return 'preview.templateFailed';
    default:
      return 'preview.failed';
  }
}

/** Why there is no preview, and what to do. It stops nobody: the request's first steps check again. */
export function PreviewProblem(props: { error: Error; retry: () => void }) {
  const { name, message } = cause(props.error);
  const t = useSay();
  const title = titleOf(name);
  // What a browser says of a connection is no sentence of ours.
  const quoted = props.error instanceof ResponseError ? message : '';
  return (
    <Alert
      severity={title === 'preview.refused' ? 'warning' : 'info'}
      action={
        title === 'preview.failed' && (
          <Button color="inherit" size="small" onClick={props.retry}>
            {t('preview.retry')}
          </Button>
        )
      }
    >
      <AlertTitle>{t(title)}</AlertTitle>
      {quoted.split('\n').map((line, index) => (
        <div key={index}>{visibleText(line)}</div>
      ))}
    </Alert>
  );
}
