import '@testing-library/jest-dom';
import { configure } from '@testing-library/react';

// Conditions are waited for: how long they may take depends on the machine, not on the code.
configure({ asyncUtilTimeout: 15_000 });
