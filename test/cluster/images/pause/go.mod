module aks-anatomy/pause

go 1.25.0
