// How the browser journeys run. `cargo xtask test` sets CHROME (the browser), SWITCHBOARD_SERVER (the server's binary) and
// SWITCHBOARD_DIST (the built app); each journey starts its own server, so nothing is started here.
import { defineConfig } from '@playwright/test';

import { launchOptions } from './support/chromium.mjs';

export default defineConfig({
  testDir: './journeys',
  outputDir: 'test-results',
  // Two cores already carry a browser and a server; journeys that time what they see must not share them.
  workers: 1,
  retries: 0,
  forbidOnly: true,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: [['line'], ['html', { open: 'never', outputFolder: 'report' }]],
  use: {
    browserName: 'chromium',
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
    timezoneId: 'UTC',
    trace: 'retain-on-failure',
    launchOptions,
  },
});
