New-Record HardeningFlow @{
    Asked = $false; Source = [string[]] ('255.255.255.255 (eni-0123456789abcdef0)', 'Internet 0.0.0.0/0')
    Destination = [string[]] '255.255.255.255 (eni-0123456789abcdef0)'; Traffic = ''; Replies = 'tcp 1024-32767, udp 1024-32767'; Certain = $true; Unlikely = $true
}
