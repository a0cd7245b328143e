dibaoSearchPart("b0/k0","b682142a","2f4fb11","d9vkjdkx dyrnddvt jthd84vb tqzhx4yz 76fnwsrd fpc55dg9")
