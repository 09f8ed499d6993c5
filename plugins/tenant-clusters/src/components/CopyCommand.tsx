import { useState } from 'react';
import { useText } from '../hooks/useText';
import { ActionButton } from './ActionButton';

/** Copies a command to the clipboard and says so. */
export function CopyCommand({ command }: { command: string }) {
  const t = useText();
  const [copied, setCopied] = useState<string>();
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(command);
      setCopied(command);
    } catch {
      // Without access to the clipboard the command is shown, to be copied by hand.
      setCopied(undefined);
    }
  };
  return (
    <div style={{ marginTop: 12 }} title={command}>
      <ActionButton onClick={copy}>
        <span aria-live="polite">
          {copied === command ? t('common.copied') : t('resources.copyCommand')}
        </span>
      </ActionButton>
    </div>
  );
}
