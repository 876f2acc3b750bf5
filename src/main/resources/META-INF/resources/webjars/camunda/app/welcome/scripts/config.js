export default {
  app: {
    name: 'Welcome',
    vendor: 'Fairlead'
  },
  customScripts: ['../tasklist/scripts/fairlead'],
  disableWelcomeMessage: true
};
