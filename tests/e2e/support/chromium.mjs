// How Chromium is started for journeys and measurements: the one that CHROME names, quiet towards the network, without the
// sandbox that root cannot have.
const root = process.getuid?.() === 0;

export const launchOptions = {
  executablePath: process.env.CHROME || undefined,
  chromiumSandbox: !root,
  args: [
    ...(root ? ['--no-sandbox'] : []),
    '--disable-gpu',
    '--disable-quic',
    '--disable-dev-shm-usage',
    '--no-first-run',
    '--disable-background-networking',
    '--disable-component-update',
    '--disable-sync',
  ],
};
