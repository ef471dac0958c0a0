/**
 * One layer of the container image: the Debian packages for the purposes given as arguments, and with `build` among
 * them the npm packages. Apart from the rest of set-up so that a change of source does not install anew.
 */
import { installDebianPackages } from './debian-packages.mjs';
import { installNodeModules } from './node-modules.mjs';

const purposes = process.argv.slice(2);
if (!installDebianPackages(purposes)) process.exit(1);
if (purposes.includes('build')) installNodeModules(true);
