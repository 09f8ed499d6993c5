import { CustomObjectsApi, KubeConfig } from '@kubernetes/client-node';
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium, type Browser, type Page } from 'playwright-core';
import { ensureChromium } from '../lib/chromium.ts';
import { ROOT, statePaths, type StatePaths } from '../lib/paths.ts';
import type { PortalPorts } from '../lib/portalEnvironment.ts';
import {
  prepareState,
  startPortal,
  type RunningPortal,
} from '../lib/startPortal.ts';

/** Screenshots go here; Git ignores the folder. */
export const SCREENSHOTS = join(ROOT, 'screenshots');

/** How much faster than usual the sandbox works in the test. */
const SPEED = 3;

const CHROMIUM_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
}

/** What the test reads of a claim. */
export interface TenantCluster {
  spec: { network: { cidr: string } };
  status: { conditions: { type: string; status: string }[] };
}

/** A portal with its sandbox on free ports, with state of its own. */
export interface TestPortal {
  portal: RunningPortal;
  paths: StatePaths;
  ports: PortalPorts;
  /** The claim of one of payments' clusters, as the hub has it. */
  readClaim(name: string): Promise<TenantCluster>;
  restart(): Promise<void>;
  stop(): Promise<void>;
}

export async function startTestPortal(): Promise<TestPortal> {
  const folder = mkdtempSync(join(tmpdir(), 'spokeport-'));
  const paths = statePaths(folder);
  const ports = {
    portal: await freePort(),
    forge: await freePort(),
    hub: await freePort(),
  };
  const start = () => startPortal({ paths, ports, fresh: false, speed: SPEED });
  prepareState(paths, false);
  const test: TestPortal = {
    portal: await start(),
    paths,
    ports,
    readClaim: async name => {
      const config = new KubeConfig();
      config.loadFromFile(paths.kubeconfig);
      return config.makeApiClient(CustomObjectsApi).getNamespacedCustomObject({
        group: 'platform.spokeport.dev',
        version: 'v1alpha1',
        plural: 'tenantclusters',
        namespace: 'payments',
        name,
      });
    },
    restart: async () => {
      await test.portal.stop();
      test.portal = await start();
    },
    stop: async () => {
      await test.portal.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
  return test;
}

export async function launchBrowser(): Promise<Browser> {
  mkdirSync(SCREENSHOTS, { recursive: true });
  return chromium.launch({
    executablePath: await ensureChromium(),
    args: CHROMIUM_FLAGS,
  });
}

/** A fresh browser profile in which one person is signed in to the portal. */
export async function signIn(
  browser: Browser,
  url: string,
  person: string,
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 1280, height: 900 },
  });
  const page = await context.newPage();
  await page.goto(url);
  await page.getByRole('button', { name: `Continue as ${person}` }).click();
  await page.getByRole('table', { name: 'Clusters' }).waitFor();
  return page;
}

/** The four pictures of a page: light and dark, wide and narrow. */
export async function takeScreenshots(page: Page, name: string): Promise<void> {
  const before = page.viewportSize();
  for (const scheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [1280, 900],
      [390, 844],
    ]) {
      await page.setViewportSize({ width, height });
      // Another theme draws the page anew.
      await page.waitForFunction(
        () => !document.querySelector('.MuiSkeleton-root'),
      );
      await page.screenshot({
        path: join(SCREENSHOTS, `${name}-${scheme}-${width}.png`),
        fullPage: true,
        animations: 'disabled',
      });
    }
  }
  await page.emulateMedia({ colorScheme: 'light' });
  if (before) {
    await page.setViewportSize(before);
  }
}
