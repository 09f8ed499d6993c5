import { ProxiedSignInPage } from '@backstage/core-components';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SignInPageProps } from '@backstage/plugin-app-react';
import { styled } from '@mui/material/styles';
import { useState } from 'react';
import { appTranslationRef } from '../../translation/appTranslationRef';
import { LogoIcon } from '../nav/LogoIcon';
import { PersonCard } from './PersonCard';
import { forgetOnSignOut } from './forgetOnSignOut';
import {
  SAMPLE_PEOPLE,
  SANDBOX_USER_HEADER,
  rememberPerson,
  rememberedPerson,
} from './samplePeople';

const Page = styled('main')(({ theme }) => ({
  minHeight: '100vh',
  display: 'grid',
  alignContent: 'center',
  justifyItems: 'center',
  gap: 14,
  padding: 24,
  boxSizing: 'border-box',
  textAlign: 'center',
  background: theme.palette.background.default,
  color: theme.palette.text.primary,
  fontFamily: theme.typography.fontFamily,
  '& h1': { fontSize: 26, fontWeight: 600, margin: 0 },
  '& p': { margin: 0, maxWidth: 560, lineHeight: 1.5 },
}));

const Mark = styled('div')({
  display: 'grid',
  placeItems: 'center',
  width: 56,
  height: 56,
  borderRadius: 14,
  background: '#121212',
});

const Cards = styled('div')({
  display: 'grid',
  gridTemplateColumns: 'repeat(3, minmax(0, 1fr))',
  gap: 16,
  width: '100%',
  maxWidth: 900,
  marginTop: 10,
  '@media (max-width: 700px)': { gridTemplateColumns: 'minmax(0, 1fr)' },
});

/** Lets a visitor of the sandbox be one of the sample people, and remembers whom. */
export function SandboxSignInPage({ onSignInSuccess }: SignInPageProps) {
  const [person, setPerson] = useState(rememberedPerson);
  // Choosing the same person after a failure is a new attempt.
  const [attempt, setAttempt] = useState(0);
  const choose = (user: string) => {
    setPerson(user);
    setAttempt(attempt + 1);
  };

  if (!person) {
    return <ChoosePerson onChoose={choose} />;
  }
  return (
    <ProxiedSignInPage
      key={attempt}
      provider="sandbox"
      headers={{ [SANDBOX_USER_HEADER]: person }}
      onSignInSuccess={identityApi => {
        rememberPerson(person);
        onSignInSuccess(forgetOnSignOut(identityApi));
      }}
      ErrorComponent={({ error }) => (
        <ChoosePerson error={error} onChoose={choose} />
      )}
    />
  );
}

function ChoosePerson(props: {
  error?: Error;
  onChoose: (user: string) => void;
}) {
  const { t } = useTranslationRef(appTranslationRef);
  return (
    <Page>
      <Mark>
        <LogoIcon />
      </Mark>
      <h1>{t('signIn.title')}</h1>
      <p>{t('signIn.text')}</p>
      {props.error && (
        <p role="alert">
          {t('signIn.failed', { reason: props.error.message })}
        </p>
      )}
      <Cards>
        {SAMPLE_PEOPLE.map(({ user, name, role, may }) => (
          <PersonCard
            key={user}
            name={name}
            role={t(role)}
            may={t(may)}
            action={t('signIn.enter', { name })}
            onChoose={() => props.onChoose(user)}
          />
        ))}
      </Cards>
    </Page>
  );
}
