/**
 * The oldest Node that this program runs on: node:sqlite came with it. The engines of package.json are wider, because npm
 * start brings its own Node, and npm would warn about this project itself.
 */
const oldest = [22, 16] as const;

/**
 * The message for an older Node; null when it is new enough. This file and
 * main.ts, which loads it, must run on Node 20.
 */
export function nodeFault(version: string): string | null {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  const isNewEnough = major > oldest[0] || (major === oldest[0] && minor >= oldest[1]);
  return isNewEnough
    ? null
    : `This needs Node ${oldest.join('.')} or later, and is run by Node ${version}. Install a newer Node, or use npm start and npm run realname in the repository, which bring their own.`;
}
