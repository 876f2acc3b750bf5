export default {
  app: {
    name: 'Admin',
    vendor: 'Fairlead'
  },
  customScripts: ['../tasklist/scripts/fairlead'],
  disableWelcomeMessage: true
};
