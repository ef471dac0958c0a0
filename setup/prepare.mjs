/** All set-up, in order; each part does nothing when it is done already. */
import { build } from './build.mjs';
import { installDebianPackages } from './debian-packages.mjs';
import { installNodeModules } from './node-modules.mjs';
import { StepError } from './step.mjs';

/** Node 20 is the oldest line that the packages support. */
function checkNode() {
  const major = Number(process.versions.node.split('.')[0]);
  if (major < 20) throw new StepError(`Node ${process.versions.node} is too old: 20 or newer is needed`);
}

/**
 * Makes the checkout ready for `purposes` (`build`, `run`, `screen`, `test`). Returns whether everything is there;
 * ends the process with 1 and one plain message when it cannot go on.
 */
export function prepare(purposes) {
  try {
    checkNode();
    const complete = installDebianPackages(purposes);
    installNodeModules(complete);
    build();
    return complete;
  } catch (error) {
    if (!(error instanceof StepError)) throw error;
    console.error(`\nset-up stopped: ${error.message}`);
    process.exit(1);
  }
}
