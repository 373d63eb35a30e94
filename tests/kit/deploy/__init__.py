"""What the tests of the deployment lean on: containers, stand-ins for images, tools of other people."""
