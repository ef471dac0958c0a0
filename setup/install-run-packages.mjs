/** The run stage of the container image: Debian packages that a running kiosk needs, without compilers. */
import { installDebianPackages } from './debian-packages.mjs';

process.exit(installDebianPackages(['run']) ? 0 : 1);
