const memoryFolder = require('./memory-folder.cjs');

module.exports = () => memoryFolder.close();
