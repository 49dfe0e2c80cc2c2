"""A hub: the shared server that devices replay into. How it is made, called and looked after."""
