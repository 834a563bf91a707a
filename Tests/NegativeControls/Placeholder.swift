import NetWeight
