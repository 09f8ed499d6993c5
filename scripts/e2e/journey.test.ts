import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, it } from 'node:test';
import type { Browser, Locator, Page } from 'playwright-core';
import {
  launchBrowser,
  signIn,
  startTestPortal,
  takeScreenshots,
  type TestPortal,
} from './harness.ts';

const NEW_CLUSTER = 'payments-lab';
const STUCK_CLUSTER = 'payments-denied';
const JOURNEY_TIMEOUT_MS = 240_000;
const STAGES = [
  'requested',
  'reviewed',
  'synced',
  'provisioned',
  'connected',
  'delivering',
];

let test: TestPortal;
let browser: Browser;
let ana: Page;

/** The word that a person sees beside the cluster's name. */
const stateOf = (page: Page, state: string): Locator =>
  page.getByText(state, { exact: true }).first();

async function openForm(page: Page): Promise<void> {
  await page.goto(`${test.portal.url}/tenant-clusters`);
  await page.getByRole('link', { name: 'Request a cluster' }).click();
  await page.getByRole('textbox', { name: 'Name' }).waitFor();
  // The form chooses the only hub and the only tenant by itself: what is typed at that very moment can be lost.
  await page.getByText('Hub Europe', { exact: true }).waitFor();
  await page.getByText('Payments', { exact: true }).waitFor();
}

/** Fills in every step of the form; `verdict` is what the name field is to say. */
async function fillForm(
  page: Page,
  name: string,
  verdict: RegExp,
): Promise<void> {
  await openForm(page);
  await page.getByRole('textbox', { name: 'Name' }).fill(name);
  await page.getByText(verdict).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  await page.getByRole('button', { name: /^Use 10\./ }).click();
  await page.getByText(/Free on hub-eu/).waitFor();
  await page.getByRole('button', { name: 'Next' }).click();
  // What will be committed is shown before anybody asks for it.
  await page
    .getByRole('status')
    .filter({ hasText: /^\d+ files?; lines added/ })
    .waitFor();
  await page.getByRole('button', { name: 'Review' }).click();
}

/** Sends the form; answers the address of the pull request. */
async function requestCluster(
  page: Page,
  name: string,
  verdict = /Free in the catalog/,
): Promise<string> {
  await fillForm(page, name, verdict);
  await page.getByRole('button', { name: 'Create' }).click();
  const link = page.getByRole('link', { name: 'Pull request' });
  await link.waitFor({ timeout: 60_000 });
  return (await link.getAttribute('href'))!;
}

/** Bruno Lima reviews and merges on the forge, as a person would. */
async function approveAndMerge(url: string): Promise<void> {
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('link', { name: 'Sign in' }).first().click();
  await page.getByRole('button', { name: 'Sign in as Bruno Lima' }).click();
  await page.goto(url);
  await page.getByRole('button', { name: 'Approve' }).click();
  await page
    .getByText(/approved/)
    .first()
    .waitFor();
  await page.getByRole('button', { name: 'Merge pull request' }).click();
  await page.getByText('Merged', { exact: true }).first().waitFor();
  await context.close();
}

describe('the main job, in a browser', { timeout: 900_000 }, () => {
  before(async () => {
    test = await startTestPortal();
    browser = await launchBrowser();
    ana = await signIn(browser, test.portal.url, 'Ana Souza');
  });

  after(async () => {
    await browser?.close();
    await test?.stop();
  });

  it('shows a product engineer the clusters of their tenant only', async () => {
    await ana.getByRole('link', { name: 'payments-prod' }).first().waitFor();
    assert.equal(await ana.getByText('orders-prod').count(), 0);
    await takeScreenshots(ana, 'clusters-product-engineer');
  });

  it('refuses a bad name, a taken name and an overlapping network in the form, with the reason', async () => {
    await openForm(ana);
    const name = ana.getByRole('textbox', { name: 'Name' });
    await name.fill('Not A Name');
    await ana.getByText(/Use lower-case letters/).waitFor();
    await name.fill('payments-prod');
    await ana.getByText(/taken/).first().waitFor();
    await ana.getByRole('button', { name: 'Next' }).click();
    // The form lists what was refused, and the step is not left.
    await ana.getByText(/^'Name' /).waitFor();
    assert.ok(await name.isVisible());

    await name.fill(NEW_CLUSTER);
    await ana.getByText(/Free in the catalog/).waitFor();
    await ana.getByRole('button', { name: 'Next' }).click();
    const network = ana.getByRole('textbox', { name: 'Network' });
    const { spec } = await test.readClaim('payments-prod');
    await network.fill(spec.network.cidr);
    await ana
      .getByText(/overlaps/)
      .first()
      .waitFor();
    await takeScreenshots(ana, 'form');
  });

  it('goes from the form to a ready cluster, stage by stage', async () => {
    const pullRequest = await requestCluster(ana, NEW_CLUSTER);
    await ana.goto(
      `${test.portal.url}/tenant-clusters/hub-eu/payments/${NEW_CLUSTER}`,
    );
    await stateOf(ana, 'Requested').waitFor({ timeout: 30_000 });
    await takeScreenshots(ana, 'cluster-requested');

    const again = await requestCluster(
      ana,
      NEW_CLUSTER,
      /Your open request #\d+ asks for this cluster/,
    );
    assert.equal(again, pullRequest, 'the same form finds its own request');
    await ana
      .getByText(/Nothing changed/)
      .first()
      .waitFor();
    await ana.goto(
      `${test.portal.url}/tenant-clusters/hub-eu/payments/${NEW_CLUSTER}`,
    );

    await approveAndMerge(pullRequest);
    for (const state of ['Provisioning', 'Ready']) {
      await stateOf(ana, state).waitFor({ timeout: JOURNEY_TIMEOUT_MS });
    }
    for (const stage of STAGES) {
      await ana
        .locator(`[data-stage="${stage}"][data-state="done"]`)
        .waitFor({ timeout: 60_000 });
    }
    const { status } = await test.readClaim(NEW_CLUSTER);
    assert.deepEqual(
      status.conditions.map(({ type, status: is }) => `${type}=${is}`).sort(),
      ['Ready=True', 'Synced=True'],
    );
    await takeScreenshots(ana, 'cluster-ready');
  });

  it('shows applications and resources of the new cluster', async () => {
    await ana.getByRole('link', { name: 'Applications', exact: true }).click();
    await ana.getByText('Synced').first().waitFor();
    await takeScreenshots(ana, 'cluster-applications');
    await ana.getByRole('link', { name: /^Resources/ }).click();
    await ana.getByRole('treegrid').waitFor();
    await takeScreenshots(ana, 'cluster-resources');
  });

  it('ends on a sentence that says why, who can act and what to do', async () => {
    const { controlToken } = JSON.parse(
      readFileSync(test.paths.sandboxTokens, 'utf8'),
    );
    const failed = await fetch(`${test.portal.forgeUrl}/_sandbox/fail`, {
      method: 'POST',
      headers: {
        authorization: `Bearer ${controlToken}`,
        'content-type': 'application/json',
      },
      body: JSON.stringify({
        what: 'access-denied',
        cluster: `payments/${STUCK_CLUSTER}`,
      }),
    });
    assert.equal(failed.status, 201);
    await approveAndMerge(await requestCluster(ana, STUCK_CLUSTER));
    await ana.goto(
      `${test.portal.url}/tenant-clusters/hub-eu/payments/${STUCK_CLUSTER}`,
    );
    await stateOf(ana, 'Blocked').waitFor({ timeout: JOURNEY_TIMEOUT_MS });
    await ana.getByText('Who can act').first().waitFor();
    await ana.getByText('Next step').first().waitFor();
    await ana
      .getByText(/iam:CreateRole/)
      .first()
      .waitFor();
    await takeScreenshots(ana, 'cluster-blocked');
  });

  it("refuses another tenant's cluster when the task is posted directly, before any call to GitHub", async () => {
    const answer = await ana.evaluate(async () => {
      const refresh = await fetch('/api/auth/sandbox/refresh', {
        headers: {
          'x-requested-with': 'XMLHttpRequest',
          'x-spokeport-sandbox-user': 'ana.souza',
        },
      });
      const { backstageIdentity } = await refresh.json();
      const headers = {
        authorization: `Bearer ${backstageIdentity.token}`,
        'content-type': 'application/json',
      };
      const created = await fetch('/api/scaffolder/v2/tasks', {
        method: 'POST',
        headers,
        body: JSON.stringify({
          templateRef: 'template:default/request-tenant-cluster',
          values: {
            hub: 'hub-eu',
            tenant: 'orders',
            name: 'orders-mine',
            environment: 'dev',
            region: 'eu-west-1',
            kubernetesVersion: '1.34',
            size: 'small',
            cidr: '10.99.0.0/16',
            members: [],
            addons: [],
          },
        }),
      });
      const { id } = await created.json();
      for (;;) {
        const task = await (
          await fetch(`/api/scaffolder/v2/tasks/${id}`, { headers })
        ).json();
        if (['failed', 'completed'].includes(task.status)) {
          const events = await (
            await fetch(`/api/scaffolder/v2/tasks/${id}/events`, { headers })
          ).json();
          return { status: task.status, log: JSON.stringify(events) };
        }
      }
    });
    assert.equal(answer.status, 'failed');
    assert.match(answer.log, /you do not belong to tenant orders/);
    const pulls = await fetch(
      `${test.portal.forgeUrl}/api/v3/repos/acme/platform/pulls?state=all`,
      {
        headers: {
          authorization: `Bearer ${
            JSON.parse(readFileSync(test.paths.sandboxTokens, 'utf8')).botToken
          }`,
        },
      },
    );
    assert.doesNotMatch(await pulls.text(), /orders-mine/);
  });

  it('shows platform engineer and auditor everything; the auditor cannot request', async () => {
    const bruno = await signIn(browser, test.portal.url, 'Bruno Lima');
    await bruno.getByRole('link', { name: 'orders-prod' }).first().waitFor();
    await takeScreenshots(bruno, 'clusters');
    await bruno.getByRole('link', { name: 'orders-prod' }).first().click();
    await stateOf(bruno, 'Blocked').waitFor();
    await takeScreenshots(bruno, 'cluster-orders-prod');

    const carla = await signIn(browser, test.portal.url, 'Carla Dias');
    await carla.getByRole('link', { name: 'orders-prod' }).first().waitFor();
    await carla.getByRole('link', { name: 'payments-prod' }).first().waitFor();
    assert.equal(
      await carla.getByRole('link', { name: 'Request a cluster' }).count(),
      0,
    );
  });

  it('goes on where it was after a restart', async () => {
    await test.restart();
    const page = await signIn(browser, test.portal.url, 'Ana Souza');
    await page.goto(
      `${test.portal.url}/tenant-clusters/hub-eu/payments/${NEW_CLUSTER}`,
    );
    await stateOf(page, 'Ready').waitFor({ timeout: 60_000 });
  });
});
