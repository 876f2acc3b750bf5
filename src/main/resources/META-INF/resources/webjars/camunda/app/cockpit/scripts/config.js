export default {
  app: {
    name: 'Cockpit',
    vendor: 'Fairlead'
  },
  customScripts: ['../tasklist/scripts/fairlead'],
  disableWelcomeMessage: true
};
