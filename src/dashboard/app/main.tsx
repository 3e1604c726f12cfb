import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import './styles/base.css';
import './styles/frame.css';
import './styles/traffic.css';
import './styles/exchange.css';
import './styles/views.css';
import './styles/control.css';
import './styles/outbox.css';
import './styles/partners.css';
import './styles/conformance.css';
import './styles/chain.css';
import './styles/try.css';

const root = document.querySelector('#root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
