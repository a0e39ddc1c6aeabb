// The service is one of the commands: `whence start`.
import './cli/whence.ts';
