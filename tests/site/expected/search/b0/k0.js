dibaoSearchPart("b0/k0","36773dd9","2f4fb11","d9vkjdkx dyrnddvt jthd84vb tqzhx4yz 76fnwsrd fpc55dg9")
